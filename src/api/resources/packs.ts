import { fromPack } from '../../contract/pack.ts';
import { packOperations } from '../../contract/resources/packs.ts';
import { allPackVersions } from '../../planning/packs.ts';
import { type Bound, reading } from './handler.ts';
import { found } from './refusals.ts';

export const packs: readonly Bound[] = [
  reading(packOperations.listPacks, () =>
    Promise.resolve({ status: 200, body: { items: allPackVersions().map(fromPack) } }),
  ),
  reading(packOperations.getPack, (_tables, { parameters: { pack: id } }) => {
    const versions = allPackVersions().filter((pack) => pack.id === id);
    found(versions[0], 'pack', id);
    return Promise.resolve({ status: 200, body: { items: versions.map(fromPack) } });
  }),
];
