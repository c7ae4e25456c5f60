# Reviews: what cannot be done yet, or not any more.
review-not-held = You confirm after the talk. It has not been noted as held yet.
review-confirmed-before = You have confirmed this review already.
review-not-confirmed = A review closes after both of you have confirmed it.
review-no-plan = A review closes with a plan. There is none yet.
