# What is not somebody's to see or do

permission-denied = This is not yours to see or do here, and the attempt is on record. “help” lists what is; if your role should allow it, an admin can change that.
