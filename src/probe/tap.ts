import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

const nothing = Buffer.alloc(0);

/**
 * A stream laid over another one, which passes everything on and remembers the first bytes that came in and how the
 * stream below ended. Whoever reads from it meets an orderly end in every case: the libraries above then close without
 * an error of their own, and what really happened is told by `error` and `ended`.
 */
export class Tap extends Duplex {
  /** The stream below ended in order: FIN, or close_notify over TLS. */
  ended = false;
  /** The stream below failed: ECONNRESET, or an alert over TLS. */
  error: NodeJS.ErrnoException | null = null;
  readonly #below: Duplex;
  readonly #limit: number;
  #first: Buffer[] = [];
  #kept = 0;
  #over = false;

  /**
   * @param below an open stream that nobody else reads
   * @param limit how many of the first bytes to remember
   */
  constructor(below: Duplex, limit: number) {
    super({ emitClose: true });
    this.#below = below;
    this.#limit = limit;
    below.on('data', (chunk: Buffer) => {
      this.#remember(chunk);
      if (!this.#over && !this.push(chunk)) below.pause();
    });
    below.on('end', () => {
      // libuv takes a reset that comes with data for an end (uv__stream_io, POLLHUP after a partial read). Even a write
      // of nothing tells the two apart: the kernel still has the error.
      if (below instanceof Socket && !(below instanceof TLSSocket))
        below.write(nothing, (error) => (error ? this.#fail(error) : this.#finish()));
      else this.#finish();
    });
    below.on('error', (error) => this.#fail(error));
    below.on('close', () => this.#end());
  }

  /** The first bytes that came in, at most as many as were asked for. */
  get first(): Buffer {
    if (this.#first.length !== 1) this.#first = [Buffer.concat(this.#first)];
    return this.#first[0] ?? Buffer.alloc(0);
  }

  #finish(): void {
    this.ended = this.error === null;
    this.#end();
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.error ??= error;
    this.#end();
  }

  #remember(chunk: Buffer): void {
    const room = this.#limit - this.#kept;
    if (room <= 0) return;
    const part = chunk.subarray(0, room);
    this.#first.push(part);
    this.#kept += part.length;
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.push(null);
  }

  override _read(): void {
    this.#below.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // An error of the stream below comes as its 'error'; told here too, it would be raised twice.
    if (this.#below.destroyed || this.#below.writableEnded) done();
    else this.#below.write(chunk, () => done());
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'latin1', done);
  }

  override _final(done: () => void): void {
    if (!this.#below.destroyed) this.#below.end();
    done();
  }
}
