/** What a day of a rotation holds: a shift of one of three classes if any, no shift, or whatever there is. */
export const ROTATION_CLASSES = ['early', 'late', 'night', 'off', 'any'] as const;

export type RotationClass = (typeof ROTATION_CLASSES)[number];

export function isRotationClass(text: unknown): text is RotationClass {
  return ROTATION_CLASSES.some((one) => one === text);
}
