// node-postgres: client.mjs read TABLE
import assert from "node:assert/strict";
import pg from "pg";

const [, table] = process.argv.slice(2);
const [host, port] = process.env.TIDEMARK_POSTGRES.split(":");
const columns = "flag, tiny, small, middle, large, single, real, day, seen, seen_exactly, city, note, id";

// int8 comes as text, for a number of JavaScript does not hold it; Date has milliseconds.
const wanted = [
  [
    true, -128, -32768, -2147483648, "-9223372036854775808", -1.5, Number.MAX_VALUE,
    ...Array(3).fill(new Date("2026-01-02T03:04:05.678Z")),
    "Zürich", 'it\'s "so" \\ ☃ 🌊', "123e4567-e89b-12d3-a456-426614174000",
  ],
  [
    false, 127, 32767, 2147483647, "9223372036854775807", 0.25, 0.1 + 0.2,
    new Date("1969-12-31T23:59:59.999Z"), new Date("1969-12-31T23:59:59.999Z"), new Date(0),
    "", "", "00000000-0000-0000-0000-000000000000",
  ],
  Array(13).fill(null),
];

// The server's timestamps are UTC and carry no zone; node-postgres would take them for local time.
process.env.TZ = "UTC";
const client = new pg.Client({ host, port: Number(port), user: "admin", password: "quest", database: "tidemark" });
await client.connect();

const simple = await client.query({ text: `SELECT ${columns} FROM ${table}`, rowMode: "array" });
assert.deepEqual(simple.rows, wanted);
for (let run = 0; run < 2; run++) {
  const prepared = await client.query({
    name: "by_city",
    text: `SELECT large FROM ${table} WHERE city = $1 AND ts < $2 AND middle = $3 AND real > $4`,
    values: ["Zürich", new Date("2026-01-01T00:00:01Z"), -2147483648, 1.5],
  });
  assert.deepEqual(prepared.rows, [{ large: "-9223372036854775808" }]);
}
for (const [statement, code] of [
  [`SELECT nothing FROM ${table}`, "42703"],
  ["SELECT * FROM nowhere", "42P01"],
  ["SELEC 1", "42601"],
]) {
  await assert.rejects(client.query(statement), { code });
}
assert.deepEqual((await client.query("SELECT count(*) AS rows FROM " + table)).rows, [{ rows: "3" }]);
await client.end();
