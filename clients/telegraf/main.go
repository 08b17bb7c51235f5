// Telegraf, reduced to one input and its two outputs for InfluxDB: client write|refuse influxdb|influxdb_v2 PROTOCOL TABLE
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/influxdata/telegraf/agent"
	"github.com/influxdata/telegraf/config"
	"github.com/influxdata/telegraf/logger"
	_ "github.com/influxdata/telegraf/plugins/inputs/file"
	_ "github.com/influxdata/telegraf/plugins/outputs/influxdb"
	_ "github.com/influxdata/telegraf/plugins/outputs/influxdb_v2"
	_ "github.com/influxdata/telegraf/plugins/parsers/influx"
)

const rows = `TABLE,city=Zürich,site=north\,\ "A"\=1 level=-3.5,count=9007199254740991i,big=9223372036854775807i,open=true,note="say \"hi\" \\ ☃, a=b",face="🌊" 1767225602000001000
TABLE,city=東京,site=south level=1.7976931348623157e308,count=-9007199254740991i,big=-9223372036854775807i,smallest=-9223372036854775808i,open=false,note="",face="a𝄞z" 1767225603000000000
TABLE,city=Zürich count=0i 1767139200000000000
TABLE,city=Oslo level=0.30000000000000004 1767225602000001000
`

const goodRow = `TABLE level=1.0 1767225600000000000
`

const badRows = `TABLE level=2.0 1767225601000000000
TABLE level="high" 1767225602000000000
TABLE level=3.0 1767225603000000000
`

const settings = `
[agent]
  omit_hostname = true
  precision = "1us"
[[inputs.file]]
  files = [%q]
  data_format = "influx"
[[outputs.%s]]
  urls = ["http://%s"]
  %s
`

var outputs = map[string]string{
	"influxdb":    `database = "tidemark"`,
	"influxdb_v2": `token = "unused"` + "\n  " + `organization = "tidemark"` + "\n  " + `bucket = "tidemark"`,
}

func main() {
	action, output, table := os.Args[1], os.Args[2], os.Args[4]
	if action == "write" {
		check(send(output, table, rows))
		return
	}
	check(send(output, table, goodRow))
	// Telegraf drops what the server refuses, and says so in its log only, which goes to standard output here.
	os.Stderr = os.Stdout
	check(logger.SetupLogging(&logger.Config{}))
	check(send(output, table, badRows))
}

// send has an agent read lines once and write them.
func send(output, table, lines string) error {
	file, err := os.CreateTemp("", "telegraf-*.lp")
	check(err)
	defer os.Remove(file.Name())
	_, err = file.WriteString(strings.ReplaceAll(lines, "TABLE", table))
	check(err)
	check(file.Close())
	settings := fmt.Sprintf(settings, file.Name(), output, os.Getenv("TIDEMARK_HTTP"), outputs[output])
	configuration := config.NewConfig()
	check(configuration.LoadConfigData([]byte(settings), "telegraf.conf"))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return agent.NewAgent(configuration).Once(ctx, 0)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
