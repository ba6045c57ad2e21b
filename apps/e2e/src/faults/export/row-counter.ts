const QUOTE = '"'.charCodeAt(0);
const LINE_FEED = '\n'.charCodeAt(0);

/** Counts the lines of CSV or NDJSON that end outside of quotes: the rows, and the header of CSV. */
export class RowCounter {
  rows = 0;
  private inQuotes = false;

  constructor(private readonly hasQuotes: boolean) {}

  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === QUOTE && this.hasQuotes) this.inQuotes = !this.inQuotes;
      else if (byte === LINE_FEED && !this.inQuotes) this.rows++;
    }
  }
}
