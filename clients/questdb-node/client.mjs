// QuestDB's client for Node.js: client.mjs write|refuse http|tcp PROTOCOL TABLE
import { setTimeout } from "node:timers/promises";
import { Sender } from "@questdb/nodejs-client";

const ARRAYS = 2;
const DECIMALS = 3;
const [action, transport, version, table] = process.argv.slice(2);
const protocol = Number(version);

async function write(sender) {
  sender.table(table).symbol("city", "Zürich").symbol("site", 'north, "A"=1').symbol("path", "C:\\data");
  sender.floatColumn("level", -3.5).intColumn("count", 9007199254740991).booleanColumn("open", true);
  sender.stringColumn("note", 'say "hi" \\ ☃, a=b').stringColumn("story", "one\ntwo").stringColumn("face", "🌊");
  sender.timestampColumn("seen", 1767225601234567n, "us");
  if (protocol >= ARRAYS) {
    sender.arrayColumn("readings", [1.5, -2.25, 1e300]);
    sender.arrayColumn("grid", [[1, 2, 3], [4, 5, 6]]);
  }
  if (protocol >= DECIMALS) {
    sender.decimalColumn("price", 12345678n, 3);
  }
  await sender.at(1767225602000001000n, "ns");

  sender.table(table).symbol("city", "東京").symbol("site", "south").symbol("path", "\\");
  sender.floatColumn("level", Number.MAX_VALUE).intColumn("count", -9007199254740991).booleanColumn("open", false);
  sender.stringColumn("note", "").stringColumn("story", "\n").stringColumn("face", "a𝄞z");
  sender.timestampColumn("seen", 0n, "us");
  if (protocol >= ARRAYS) {
    sender.arrayColumn("readings", []).arrayColumn("grid", [[-0.5]]);
  }
  if (protocol >= DECIMALS) {
    sender.decimalColumnText("price", "-0.001");
  }
  await sender.at(1767225603000000000n, "ns");

  await sender.table(table).symbol("city", "Zürich").intColumn("count", 0).at(1767139200000000000n, "ns");
  await sender.table(table).symbol("city", "Oslo").floatColumn("level", 0.1 + 0.2).at(1767225602000001000n, "ns");
  await sender.flush();
}

async function refuse(sender) {
  const second = 1767225600;
  await sender.table(table).floatColumn("level", 1).at(BigInt(second) * 1000000000n, "ns");
  await sender.flush();
  try {
    await sender.table(table).floatColumn("level", 2).at(BigInt(second + 1) * 1000000000n, "ns");
    await sender.table(table).stringColumn("level", "high").at(BigInt(second + 2) * 1000000000n, "ns");
    await sender.table(table).floatColumn("level", 3).at(BigInt(second + 3) * 1000000000n, "ns");
    await sender.flush();
    // Over TCP nobody answers; that the connection was closed shows when more is sent.
    for (let attempt = 0; attempt < 50; attempt++) {
      await setTimeout(100);
      await sender.table(table).floatColumn("level", 4).at(BigInt(second + 4) * 1000000000n, "ns");
      await sender.flush();
    }
  } catch (error) {
    console.log(error.message);
  }
}

const address = transport === "http" ? process.env.TIDEMARK_HTTP : process.env.TIDEMARK_LINE;
const sender = await Sender.fromConfig(`${transport}::addr=${address};protocol_version=${protocol};auto_flush=off`);
if (transport === "tcp") {
  await sender.connect();
}
await (action === "write" ? write(sender) : refuse(sender));
await sender.close();
