// pgx: client read TABLE
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"math"
	"os"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// row is a row of the table; a field that is nil is NULL. PostgreSQL's timestamps have microseconds.
type row struct {
	Flag                *bool
	Tiny, Small         *int16
	Middle              *int32
	Large               *int64
	Single              *float32
	Real                *float64
	Day, Seen, SeenFine *time.Time
	City, Note          *string
	ID                  *string
}

var wanted = []row{
	{
		at(true), at[int16](-128), at[int16](-32768), at[int32](math.MinInt32), at[int64](math.MinInt64),
		at[float32](-1.5), at(math.MaxFloat64),
		moment("2026-01-02T03:04:05.678Z"), moment("2026-01-02T03:04:05.678901Z"), moment("2026-01-02T03:04:05.678901Z"),
		at("Zürich"), at(`it's "so" \ ☃ 🌊`), at("123e4567-e89b-12d3-a456-426614174000"),
	},
	{
		at(false), at[int16](127), at[int16](32767), at[int32](math.MaxInt32), at[int64](math.MaxInt64),
		at[float32](0.25), at(0.30000000000000004),
		moment("1969-12-31T23:59:59.999Z"), moment("1969-12-31T23:59:59.999999Z"), moment("1970-01-01T00:00:00Z"),
		at(""), at(""), at("00000000-0000-0000-0000-000000000000"),
	},
	{},
}

// Ways in which pgx sends a statement: prepared and cached, described each time, or as text.
var modes = []pgx.QueryExecMode{
	pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe, pgx.QueryExecModeDescribeExec,
	pgx.QueryExecModeExec, pgx.QueryExecModeSimpleProtocol,
}

func main() {
	table := os.Args[2]
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	connection, err := pgx.Connect(ctx, "postgres://admin:quest@"+os.Getenv("TIDEMARK_POSTGRES")+"/tidemark?sslmode=disable")
	check(err)
	defer connection.Close(ctx)
	check(connection.Ping(ctx))
	for _, mode := range modes {
		check(read(ctx, connection, mode, table))
	}
	checkError(ctx, connection, "SELECT nothing FROM "+table, "42703")
	checkError(ctx, connection, "SELECT * FROM nowhere", "42P01")
	checkError(ctx, connection, "SELEC 1", "42601")
	check(connection.Ping(ctx))
}

func read(ctx context.Context, connection *pgx.Conn, mode pgx.QueryExecMode, table string) error {
	query := "SELECT flag, tiny, small, middle, large, single, real, day, seen, seen_exactly, city, note, id FROM " + table
	found, err := connection.Query(ctx, query, mode)
	if err != nil {
		return err
	}
	rows, err := pgx.CollectRows(found, pgx.RowToStructByPos[row])
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(rows, wanted) {
		return fmt.Errorf("%s: found %s, not %s", mode, text(rows), text(wanted))
	}
	var large int64
	query = "SELECT large FROM " + table + " WHERE city = $1 AND ts < $2 AND middle = $3 AND real > $4"
	before := time.Date(2026, 1, 1, 0, 0, 1, 0, time.UTC)
	if err := connection.QueryRow(ctx, query, mode, "Zürich", before, math.MinInt32, 1.5).Scan(&large); err != nil {
		return fmt.Errorf("%s: %w", mode, err)
	}
	if large != math.MinInt64 {
		return fmt.Errorf("%s: found %d", mode, large)
	}
	return nil
}

func checkError(ctx context.Context, connection *pgx.Conn, statement, code string) {
	_, err := connection.Exec(ctx, statement)
	var failure *pgconn.PgError
	if !errors.As(err, &failure) || failure.Code != code {
		log.Fatalf("%s: %v, not %s", statement, err, code)
	}
}

func at[T any](value T) *T { return &value }

func moment(value string) *time.Time {
	parsed, err := time.Parse(time.RFC3339Nano, value)
	check(err)
	return &parsed
}

// text shows what the fields point at.
func text(rows []row) string {
	shown := ""
	for _, row := range rows {
		fields := reflect.ValueOf(row)
		for field := range fields.NumField() {
			shown += fmt.Sprintf(" %v", reflect.Indirect(fields.Field(field)))
		}
	}
	return shown
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
