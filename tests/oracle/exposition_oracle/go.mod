module benchline.invalid/exposition_oracle

go 1.18

require (
	github.com/prometheus/client_golang v1.14.0
	github.com/prometheus/common v0.37.0
)

require (
	github.com/golang/protobuf v1.5.2 // indirect
	github.com/matttproud/golang_protobuf_extensions v1.0.1 // indirect
	github.com/prometheus/client_model v0.3.0 // indirect
	google.golang.org/protobuf v1.28.1 // indirect
)
