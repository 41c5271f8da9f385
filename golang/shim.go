package benchline
