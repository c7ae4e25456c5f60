"""Kit: days, periods, numbers and errors; what knows no noun."""
