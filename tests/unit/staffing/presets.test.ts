import { describe, expect, it } from 'vitest';
import { findStaffingPreset, STAFFING_PRESETS } from '../../../src/staffing/presets.ts';

describe('staffing presets', () => {
  it.each([
    ['voice-80-20', { target: { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' } }],
    ['sales-90-10', { target: { kind: 'service-level', share: 0.9, thresholdSeconds: 10, base: 'offered' } }],
    ['asa-40', { target: { kind: 'asa', asaSeconds: 40 } }],
    ['mature-team-asa-20', { target: { kind: 'asa', asaSeconds: 20 } }],
    ['occupancy-85', { maxOccupancy: 0.85 }],
  ])('%s holds its norm', (name, norm) => {
    expect(findStaffingPreset(name)).toMatchObject(norm);
  });

  it('have each a name of its own and a reason, and set a target or a cap but never both', () => {
    expect(new Set(STAFFING_PRESETS.map((preset) => preset.name)).size).toBe(STAFFING_PRESETS.length);
    for (const preset of STAFFING_PRESETS) {
      expect(preset.reason.length).toBeGreaterThan(40);
      expect('target' in preset).not.toBe('maxOccupancy' in preset);
    }
  });

  it('has none under an unknown name', () => {
    expect(findStaffingPreset('default')).toBeUndefined();
  });
});
