/** What became of an order, with the director's own sentences. */
export interface Told {
  readonly ok: boolean;
  readonly title: string;
  readonly lines: readonly string[];
}

export function Answer({ told }: { told: Told | undefined }) {
  return (
    <div role="status">
      {told !== undefined && (
        <div class={told.ok ? "told good" : "told bad"}>
          <strong>{told.title}</strong>
          {told.lines.length > 0 && (
            <ul>
              {told.lines.map((line, i) => (
                <li key={i}>{line}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
