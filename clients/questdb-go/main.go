// QuestDB's client for Go: client write|refuse http|tcp PROTOCOL TABLE
package main

import (
	"context"
	"fmt"
	"log"
	"math"
	"math/big"
	"os"
	"strconv"
	"time"

	questdb "github.com/questdb/go-questdb-client/v4"
)

const (
	arrays   = 2
	decimals = 3
)

func main() {
	action, transport, table := os.Args[1], os.Args[2], os.Args[4]
	protocol, err := strconv.Atoi(os.Args[3])
	check(err)
	address := os.Getenv("TIDEMARK_LINE")
	if transport == "http" {
		address = os.Getenv("TIDEMARK_HTTP")
	}
	// The client's own switch for auto-flushing exists over HTTP only; over TCP it never does.
	settings := fmt.Sprintf("%s::addr=%s;protocol_version=%d;", transport, address, protocol)
	if transport == "http" {
		settings += "auto_flush=off;"
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	sender, err := questdb.LineSenderFromConf(ctx, settings)
	check(err)
	if action == "write" {
		check(write(ctx, sender, protocol, table))
	} else {
		fmt.Println(refuse(ctx, sender, table))
	}
	_ = sender.Close(ctx)
}

func write(ctx context.Context, sender questdb.LineSender, protocol int, table string) error {
	hash := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1))
	sender.Table(table).Symbol("city", "Zürich").Symbol("site", `north, "A"=1`).Symbol("path", `C:\data`).
		Float64Column("level", -3.5).Int64Column("count", 9007199254740991).Int64Column("big", math.MaxInt64).
		BoolColumn("open", true).StringColumn("note", `say "hi" \ ☃, a=b`).StringColumn("face", "🌊").
		StringColumn("story", "one\ntwo").
		Long256Column("hash", hash).TimestampColumn("seen", time.UnixMicro(1767225601234567))
	if protocol >= arrays {
		sender.Float64Array1DColumn("readings", []float64{1.5, -2.25, 1e300}).
			Float64Array2DColumn("grid", [][]float64{{1, 2, 3}, {4, 5, 6}})
	}
	if protocol >= decimals {
		sender.DecimalColumn("price", questdb.NewDecimalFromInt64(12345678, 3))
	}
	if err := sender.At(ctx, time.Unix(1767225602, 1000)); err != nil {
		return err
	}

	sender.Table(table).Symbol("city", "東京").Symbol("site", "south").Symbol("path", `\`).
		Float64Column("level", math.MaxFloat64).Int64Column("count", -9007199254740991).
		Int64Column("big", -math.MaxInt64).Int64Column("smallest", math.MinInt64).BoolColumn("open", false).StringColumn("note", "").StringColumn("face", "a𝄞z").
		StringColumn("story", "\n").Long256Column("hash", big.NewInt(1)).TimestampColumn("seen", time.Unix(0, 0))
	if protocol >= arrays {
		sender.Float64Array1DColumn("readings", []float64{}).Float64Array2DColumn("grid", [][]float64{{-0.5}})
	}
	if protocol >= decimals {
		sender.DecimalColumnFromString("price", "-0.001")
	}
	if err := sender.At(ctx, time.Unix(1767225603, 0)); err != nil {
		return err
	}

	late := time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
	if err := sender.Table(table).Symbol("city", "Zürich").Int64Column("count", 0).At(ctx, late); err != nil {
		return err
	}
	sender.Table(table).Symbol("city", "Oslo").Float64Column("level", 0.30000000000000004)
	if err := sender.At(ctx, time.Unix(1767225602, 1000)); err != nil {
		return err
	}
	return sender.Flush(ctx)
}

// refuse gives the error that the client reports after a bad line.
func refuse(ctx context.Context, sender questdb.LineSender, table string) error {
	start := time.Unix(1767225600, 0)
	check(sender.Table(table).Float64Column("level", 1).At(ctx, start))
	check(sender.Flush(ctx))
	check(sender.Table(table).Float64Column("level", 2).At(ctx, start.Add(time.Second)))
	check(sender.Table(table).StringColumn("level", "high").At(ctx, start.Add(2*time.Second)))
	check(sender.Table(table).Float64Column("level", 3).At(ctx, start.Add(3*time.Second)))
	err := sender.Flush(ctx)
	// Over TCP nobody answers; that the connection was closed shows when more is sent.
	for attempt := 0; err == nil && attempt < 50; attempt++ {
		time.Sleep(100 * time.Millisecond)
		if err = sender.Table(table).Float64Column("level", 4).At(ctx, start.Add(4*time.Second)); err == nil {
			err = sender.Flush(ctx)
		}
	}
	return err
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
