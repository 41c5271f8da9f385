package early

func init() { panic("in init") }
