const paths = {
  now: "M3 12h4l3-8 4 16 3-8h4",
  services: "M4 6h16M4 12h16M4 18h16",
  nodes: "M4 4h16v6H4zM4 14h16v6H4zM8 7h.01M8 17h.01",
  changes: "M12 20h9M16.5 3.5a2.1 2.1 0 0 1 3 3L7 19l-4 1 1-4z",
  directors: "M8 3 4 7l4 4M4 7h16M16 21l4-4-4-4M20 17H4",
  records: "M6 3h9l4 4v14H6zM9 12h7M9 16h7",
  access: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  menu: "M4 7h16M4 12h16M4 17h16",
  pause: "M9 5v14M15 5v14",
  play: "M7 4l13 8-13 8z",
  next: "M9 5l7 7-7 7",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
};

export type IconName = keyof typeof paths;

/** A line drawing beside a word, never instead of one. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
