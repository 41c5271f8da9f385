package none

func none() {}
