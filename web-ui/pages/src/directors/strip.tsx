import { t } from "../work/kit.tsx";

/** A bar a second: how old the last beat was. Full height = within the dead time; a gap = nothing heard. */
export function Strip({ ages, deadtime }: { ages: readonly (number | null)[]; deadtime: number }) {
  const width = 240;
  const step = width / 120;
  return (
    <svg class="strip" viewBox={`0 0 ${width} 24`} role="img" aria-label={t("directors.strip")} preserveAspectRatio="none">
      <rect x="0" y="0" width={width} height="24" class="strip-back" />
      {ages.map((age, i) => {
        const share = age === null ? 1 : Math.min(1, age / deadtime);
        const kind = share >= 1 ? "late" : share > 0.5 ? "slow" : "good";
        const height = Math.max(3, 24 * (share >= 1 ? 1 : 1 - share));
        return <rect key={i} x={width - (ages.length - i) * step} y={24 - height} width={step * 0.7} height={height} class={`beat-${kind}`} />;
      })}
    </svg>
  );
}
