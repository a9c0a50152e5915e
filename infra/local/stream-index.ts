import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/**
 * For what dynoxide asks of its stream at every write (the next number) and every read (from a number on); without an
 * index each looks at all records ever written, so that the ten-thousandth write costs twenty times the first.
 */
const index = `
CREATE INDEX IF NOT EXISTS linxuan_stream_next ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
`;

/** Indexes the stream of a store that dynoxide keeps in `file`; another engine's store has no such file. */
export function indexStream(file: string): void {
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(index);
  } finally {
    database.close();
  }
}
