package files

var total int
