/** A seal (公章) as drawings in points around its centre: a ring, a star, and the name along the upper arc. */
export const sealRing = { radius: 56, width: 2.4 };

/** The five-pointed star's corners. */
export const sealStar: readonly (readonly [number, number])[] = Array.from({ length: 10 }, (_, at) => {
  const radius = at % 2 === 0 ? 17 : 6.5;
  const angle = Math.PI / 2 + (at * Math.PI) / 5;
  return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
});

interface SealCharacter {
  character: string;
  size: number;
  /** Its turn in radians, anticlockwise, and where its baseline starts. */
  angle: number;
  x: number;
  y: number;
}

/** The characters of a name around the seal, feet to the centre; a long name is set smaller. */
export function sealCharacters(name: string): SealCharacter[] {
  const characters = [...name];
  const size = Math.min(13, 130 / characters.length);
  const radius = sealRing.radius - 6 - size;
  const step = Math.min(0.42, (1.55 * Math.PI) / characters.length);
  return characters.map((character, at) => {
    const angle = ((characters.length - 1) / 2 - at) * step;
    const [across, up] = [-size / 2, radius];
    return {
      character,
      size,
      angle,
      x: across * Math.cos(angle) - up * Math.sin(angle),
      y: across * Math.sin(angle) + up * Math.cos(angle),
    };
  });
}
