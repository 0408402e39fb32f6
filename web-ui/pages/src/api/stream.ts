import { api, outcome, type Schemas } from "./client.ts";
import { EventCutter, type Message } from "./events.ts";
import { changed, forget, greeted, happened, hearing, link, whole } from "./live.ts";
import { ended, signedOut } from "./me.ts";

/** The console says something at least this often. */
const RHYTHM = 14_000;
/** After that long without a byte the page says that it is late, and asks anew. */
const LATE = RHYTHM + 1_500;
/** A console that does not answer a new question within that long is gone. */
const PATIENCE = 3_000;
/** Between two attempts. */
const AGAIN = 2_000;
/** Between two questions when the console has no stream left for this page. */
const POLL = 5_000;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Follows the console until it is told to stop: one stream, watched for silence, taken up again where it broke. */
export class Follower {
  private lastId = "";
  private heard = Date.now();
  private stopped = false;
  private connection: AbortController | null = null;
  private readonly watch = setInterval(() => this.look(), 500);

  start(): this {
    void this.run();
    return this;
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.watch);
    this.connection?.abort();
    forget();
  }

  private async run(): Promise<void> {
    void this.eventsSoFar();
    while (!this.stopped) {
      const wait = await this.follow();
      if (this.stopped) return;
      if (hearing.value.kind === "live") hearing.value = { kind: "delayed", since: this.heard };
      await pause(wait);
    }
  }

  private async eventsSoFar(): Promise<void> {
    const asked = await outcome(api.GET("/api/v1/events", { params: { query: { limit: 1000 } } }));
    if (asked.ok) happened(asked.data.events);
  }

  /** Says what silence means. */
  private look(): void {
    const silent = Date.now() - this.heard;
    if (hearing.value.kind === "live" && silent > LATE) {
      hearing.value = { kind: "delayed", since: this.heard };
      this.connection?.abort();
    } else if (hearing.value.kind === "delayed" && silent > LATE + PATIENCE) {
      hearing.value = { kind: "cut", since: this.heard };
    } else if (hearing.value.kind === "joining" && silent > PATIENCE) {
      hearing.value = { kind: "cut", since: this.heard };
    }
  }

  private sign(): void {
    this.heard = Date.now();
    if (hearing.value.kind !== "live") hearing.value = { kind: "live" };
  }

  /** One connection from its beginning to its end. Gives how long to wait before the next one. */
  private async follow(): Promise<number> {
    const connection = new AbortController();
    this.connection = connection;
    const patience = setTimeout(() => connection.abort(), PATIENCE);
    try {
      const headers: Record<string, string> = this.lastId === "" ? {} : { "Last-Event-ID": this.lastId };
      const response = await fetch("/api/v1/stream", { headers, signal: connection.signal, cache: "no-store" });
      clearTimeout(patience);
      if (!response.ok || response.body === null) return this.refused(response);
      this.sign();
      await this.read(response.body);
      return this.stopped ? 0 : 300;
    } catch {
      if (hearing.value.kind === "delayed" && !this.stopped) hearing.value = { kind: "cut", since: this.heard };
      return AGAIN;
    } finally {
      clearTimeout(patience);
    }
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const cutter = new EventCutter();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.sign();
      for (const message of cutter.feed(decoder.decode(value, { stream: true }))) this.take(message);
    }
  }

  private async refused(response: Response): Promise<number> {
    if (response.status === 401) {
      signedOut();
      return AGAIN;
    }
    this.heard = Date.now();
    const problem = (await response.json().catch(() => null)) as Schemas["Problem"] | null;
    if (problem?.code === "no-director") {
      // The console answers, and has never heard of the director.
      hearing.value = { kind: "live" };
      const since = link.value?.connected === false ? link.value.since : new Date().toISOString();
      link.value = { connected: false, since, trouble: problem.detail };
      return AGAIN;
    }
    return (await this.poll()) ? POLL : AGAIN;
  }

  /** Where there is no stream to be had: the state now and then. */
  private async poll(): Promise<boolean> {
    const asked = await outcome(api.GET("/api/v1/state"));
    if (!asked.ok) return false;
    this.sign();
    whole(asked.data);
    return true;
  }

  private take(message: Message): void {
    if (message.id !== "") this.lastId = message.id;
    const data: unknown = JSON.parse(message.data);
    switch (message.name) {
      case "hello":
        return this.hello(data as Schemas["Hello"]);
      case "snapshot":
      case "resync":
        return whole(data as Schemas["State"]);
      case "delta":
        return changed(data as Schemas["Delta"]);
      case "event":
        return happened([data as Schemas["Event"]]);
      case "link":
        link.value = data as Schemas["Link"];
        if (link.value.connected) void this.eventsSoFar();
        return;
      case "sign-in-ends":
        ended.value = true;
        return signedOut();
      default: // of a newer console
    }
  }

  private hello(data: Schemas["Hello"]): void {
    greeted(data.now);
    // Whoever goes on where the stream broke is told of no link that has not changed since.
    if (this.lastId !== "") void this.poll();
  }
}
