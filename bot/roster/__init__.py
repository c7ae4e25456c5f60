"""Roster: accounts, the directory, moves, absences, roles and deputies."""
