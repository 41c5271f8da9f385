module example.com/trouble

go 1.19
