package dev.tidemark.sql.syntax;

import java.util.List;
import java.util.stream.Stream;

/** Statements of all kinds, as people and programs write them. */
final class SampleStatements {
    /** The shapes of the Time Series Benchmark Suite's queries. */
    static final List<String> BENCHMARK =
            List.of(
                    "SELECT timestamp, hostname, avg(usage_user) AS avg_usage_user FROM cpu WHERE"
                            + " timestamp >= '2016-01-01T00:00:00Z' AND timestamp <"
                            + " '2016-01-01T12:00:00Z' SAMPLE BY 1h GROUP BY timestamp, hostname",
                    "SELECT timestamp AS minute, max(usage_user) FROM cpu WHERE timestamp <"
                            + " '2016-01-01T02:39:49Z' SAMPLE BY 1m LIMIT 5",
                    "SELECT max(usage_user) FROM cpu WHERE timestamp < $1 SAMPLE BY 1m ORDER BY"
                            + " timestamp DESC LIMIT 5",
                    "SELECT * FROM cpu WHERE usage_user > 90.0 AND hostname IN ('host_3') AND"
                            + " timestamp >= $1 AND timestamp < $2",
                    "SELECT * FROM cpu latest by hostname",
                    "SELECT hostname, avg(usage_user) AS avg_usage_user FROM cpu WHERE timestamp >="
                            + " $1 AND timestamp < $2 SAMPLE BY 1h");

    static final List<String> TIME_SERIES =
            List.of(
                    "FROM cpu",
                    "SELECT * FROM cpu WHERE usage_user > 1 LATEST BY hostname",
                    "SELECT * FROM cpu LATEST BY hostname, region WHERE usage_user > 1",
                    "SELECT * FROM cpu LATEST ON timestamp PARTITION BY hostname, region",
                    "SELECT * FROM cpu WHERE timestamp IN '2016-01-01;1d'",
                    "SELECT * FROM cpu LIMIT -5",
                    "SELECT * FROM cpu LIMIT 10, 20",
                    "SELECT ts, sum(x) FROM t SAMPLE BY 30T FILL(PREV, NULL, 0.5, LINEAR)",
                    "SELECT ts, sum(x) FROM t SAMPLE BY 1M ALIGN TO CALENDAR TIME ZONE"
                            + " 'Europe/Berlin' WITH OFFSET '00:30'",
                    "SELECT ts, sum(x) FROM t SAMPLE BY 7d ALIGN TO FIRST OBSERVATION",
                    "SELECT ts, sum(x) FROM t SAMPLE BY 1h FROM '2016' TO '2017' FILL(NONE)",
                    "SELECT * FROM trades ASOF JOIN quotes ON (symbol) LT JOIN x SPLICE JOIN y");

    /** In the manner of PostgreSQL's clients and their catalog queries. */
    static final List<String> CLIENTS =
            List.of(
                    "SELECT c.oid FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON"
                        + " n.oid = c.relnamespace WHERE c.relname OPERATOR(pg_catalog.~) '^(cpu)$'"
                        + " COLLATE pg_catalog.default ORDER BY 2, 3;",
                    "SELECT c.reloftype::pg_catalog.regtype::pg_catalog.text, (SELECT"
                        + " string_agg(attname, ', ') FROM generate_series(0,"
                        + " array_upper(k::int2[], 1)) s, a WHERE attnum = keys[s]) FROM pg_class"
                        + " c",
                    "SELECT * FROM t WHERE oid = any (pol) OR 'd' = ANY(ARRAY['a', 'd']) OR x <>"
                            + " ALL ('{a,b}') OR y = SOME (SELECT 1)",
                    "SELECT array_to_string(array(select rolname from r where oid = any (p.r) order"
                            + " by 1), ',')",
                    "WITH RECURSIVE tree(oid, depth) AS (SELECT 1, 0 UNION ALL SELECT t.oid, depth"
                            + " + 1 FROM t, tree) SELECT * FROM tree ORDER BY depth DESC LIMIT 1",
                    "SELECT row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS n,"
                            + " (f(k)).n AS \"KEY_SEQ\"FROM (SELECT 1) x",
                    "SELECT (current_schemas(true))[1], trim(both '\"' from x), substring(f(x) from"
                            + " 0 for 6), extract(epoch from now()), position('a' in 'abc')",
                    "SELECT count(*) FILTER (WHERE x > 1), count(DISTINCT y), array_agg(a ORDER BY"
                            + " b DESC NULLS LAST), percentile_cont(0.5) WITHIN GROUP (ORDER BY x)",
                    "SELECT * FROM generate_series(1, 3) WITH ORDINALITY AS s(r, n) JOIN LATERAL"
                            + " (SELECT s.r) AS l USING (r) NATURAL LEFT JOIN u CROSS JOIN v",
                    "SELECT CASE n ~ '^pg_' OR n = 'x' WHEN true THEN 'a' ELSE NULL END, x NOT"
                            + " LIKE $1::VARCHAR || '%' ESCAPE '/', a[1:2], b[:], TIMESTAMP '2016',"
                            + " INTERVAL '1' DAY, x AT TIME ZONE 'UTC'",
                    "(SELECT 1 ORDER BY 1 LIMIT 1) UNION ALL (VALUES (2), (3)) EXCEPT SELECT 4"
                            + " INTERSECT SELECT 5 ORDER BY 1",
                    "SELECT sum(x) OVER w, first_value(x) OVER (w ROWS BETWEEN 1 PRECEDING AND"
                            + " UNBOUNDED FOLLOWING) FROM t WINDOW w AS (PARTITION BY y)",
                    "SELECT DISTINCT ON (a) a, b FROM t FETCH FIRST 3 ROWS WITH TIES",
                    "SELECT * FROM t OFFSET 2 ROWS FETCH NEXT ROW ONLY FOR UPDATE OF t NOWAIT",
                    "SELECT current_catalog, current_schema(), current_date, \"user\" FROM t");

    static final List<String> DEFINITIONS =
            List.of(
                    "CREATE TABLE IF NOT EXISTS cpu (ts TIMESTAMP, host SYMBOL CAPACITY 256 NOCACHE"
                        + " INDEX CAPACITY 64, v DOUBLE NOT NULL DEFAULT 1 + 1, PRIMARY KEY (ts,"
                        + " host)), INDEX(host CAPACITY 5) TIMESTAMP(ts) PARTITION BY DAY WAL DEDUP"
                        + " UPSERT KEYS(ts, host)",
                    "CREATE TABLE a AS (SELECT * FROM b) TIMESTAMP(ts) PARTITION BY MONTH BYPASS"
                            + " WAL WITH maxUncommittedRows = 1000, o3MaxLag = 2s",
                    "CREATE TABLE df1 (ts TIMESTAMP WITHOUT TIME ZONE, v FLOAT(53), s double"
                            + " precision[], g geohash(4c))",
                    "DROP TABLE IF EXISTS a, b CASCADE",
                    "ALTER TABLE cpu ADD COLUMN IF NOT EXISTS a int, b symbol, DROP COLUMN c",
                    "ALTER TABLE cpu RENAME COLUMN a TO b",
                    "ALTER TABLE cpu ALTER COLUMN hostname ADD INDEX CAPACITY 32",
                    "ALTER TABLE cpu ALTER COLUMN hostname DROP INDEX",
                    "ALTER TABLE cpu RENAME TO cpu2",
                    "RENAME TABLE a TO b",
                    "ALTER TABLE cpu DROP PARTITION LIST '2016-01-01', '2016-01-02'",
                    "ALTER TABLE cpu FORGET PARTITION '2016-01-01'",
                    "ALTER TABLE cpu FORGET ALL PARTITIONS",
                    "ALTER TABLE cpu DROP PARTITION WHERE ts < '2016'",
                    "ALTER TABLE cpu SET durability = interval",
                    "ALTER TABLE cpu SET PARAM durability = DEFAULT, maxUncommittedRows = 10",
                    "CHECKPOINT");

    static final List<String> DATA =
            List.of(
                    "INSERT INTO cpu(ts, hostname) VALUES ($1, $2), ($3, DEFAULT) RETURNING ts, *",
                    "INSERT INTO cpu SELECT * FROM other",
                    "INSERT INTO cpu (SELECT 1 LIMIT 1)",
                    "UPDATE cpu AS c SET a = 1, b = DEFAULT FROM d WHERE c.x = d.x RETURNING *",
                    "DELETE FROM cpu USING d WHERE cpu.x = d.x",
                    "TRUNCATE TABLE a, b",
                    "COPY  cpu FROM STDIN csv",
                    "COPY \"cpu\"(\"ts\", \"hostname\") FROM STDIN (FORMAT binary)",
                    "COPY (SELECT * FROM cpu) TO STDOUT WITH CSV HEADER DELIMITER ';' NULL AS '\\N'"
                            + " FORCE QUOTE a, b",
                    "COPY cpu (a) TO '/tmp/x' WITH (FORMAT csv, FORCE_QUOTE *, HEADER)",
                    "COPY BINARY cpu FROM '/tmp/x'",
                    "EXPLAIN SELECT 1",
                    "EXPLAIN ANALYZE SELECT 1",
                    "EXPLAIN (ANALYZE, FORMAT JSON, COSTS off) INSERT INTO t VALUES (1)");

    static final List<String> SESSIONS =
            List.of(
                    "SHOW TABLES; SHOW COLUMNS FROM cpu; SHOW PARTITIONS FROM cpu",
                    "SHOW CREATE TABLE cpu; SHOW ALL; SHOW TIME ZONE; SHOW server_version",
                    "SHOW TRANSACTION ISOLATION LEVEL; show standard_conforming_strings",
                    "BEGIN; BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY, NOT DEFERRABLE",
                    "START TRANSACTION READ WRITE; COMMIT WORK; END; COMMIT AND CHAIN",
                    "ROLLBACK; ABORT; SAVEPOINT \"_pg3_1\"; RELEASE \"_pg3_1\"",
                    "ROLLBACK TO SAVEPOINT a; ROLLBACK AND NO CHAIN",
                    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                    "SET application_name = 'x'; SET LOCAL a.b TO 1, on, -2.5; SET x TO DEFAULT",
                    "SET TIME ZONE 'UTC'; SET TIME ZONE LOCAL; SET NAMES 'utf8'; SET ROLE none",
                    "RESET ALL; RESET x; DISCARD ALL; DISCARD TEMPORARY; UNLISTEN *; LISTEN c",
                    "NOTIFY c, 'p'; UNLISTEN c; CLOSE ALL; CLOSE \"big\"",
                    "PREPARE p (int, timestamp with time zone) AS SELECT $1; EXECUTE p(1, 'x')",
                    "EXECUTE p; DEALLOCATE p; DEALLOCATE PREPARE ALL",
                    "DECLARE _psql_cursor NO SCROLL CURSOR FOR select * from cpu",
                    "DECLARE \"srv\" BINARY CURSOR WITH HOLD FOR select 1",
                    "FETCH FORWARD 1 FROM c; FETCH ALL IN c; FETCH c; FETCH NEXT c; FETCH 10 c",
                    "FETCH PRIOR FROM c; FETCH FIRST c; FETCH LAST c; MOVE ABSOLUTE -3 FROM c",
                    "FETCH RELATIVE 2 c; FETCH BACKWARD ALL FROM c; FETCH forward");

    static final List<String> ALL =
            Stream.of(BENCHMARK, TIME_SERIES, CLIENTS, DEFINITIONS, DATA, SESSIONS)
                    .flatMap(List::stream)
                    .toList();

    private SampleStatements() {}
}
