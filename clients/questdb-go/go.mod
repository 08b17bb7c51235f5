module client

go 1.24

require github.com/questdb/go-questdb-client/v4 v4.2.0

require github.com/coder/websocket v1.8.14 // indirect
