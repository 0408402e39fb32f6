/** A message of a stream of server-sent events. */
export interface Message {
  name: string;
  id: string;
  data: string;
}

/**
 * Cuts a stream of server-sent events into messages. The browser's own reader (EventSource) hides comments, and they are the sign of
 * life by which a dead connection is noticed; so this one is fed with every byte that came.
 */
export class EventCutter {
  private rest = "";
  private name = "";
  private id = "";
  private data: string[] = [];

  feed(text: string): Message[] {
    const messages: Message[] = [];
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = this.line(line.endsWith("\r") ? line.slice(0, -1) : line);
      if (message) messages.push(message);
    }
    return messages;
  }

  private line(line: string): Message | undefined {
    if (line === "") {
      const message = this.data.length > 0 ? { name: this.name || "message", id: this.id, data: this.data.join("\n") } : undefined;
      this.name = "";
      this.data = [];
      return message;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (field === "event") this.name = value;
    else if (field === "id") this.id = value;
    else if (field === "data") this.data.push(value);
    return undefined;
  }
}
