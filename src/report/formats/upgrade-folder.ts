import type { UpgradeResult } from '../../upgrade-types.ts';

/**
 * The same result with the names of its files behind their common folder.
 * @param result of an upgrade
 * @param folder with its last slash; '' where there is none
 * @returns a result to be shown
 */
export function upgradeFolder(result: UpgradeResult, folder: string): UpgradeResult {
  if (folder === '') return result;
  const short = <T extends { file: string }>(one: T): T => {
    return one.file.startsWith(folder) ? { ...one, file: one.file.slice(folder.length) } : one;
  };
  const edited = <T extends { file: string; editsAt: { file: string }[] }>(one: T): T => {
    return { ...short(one), editsAt: one.editsAt.map(short) };
  };
  return {
    ...result,
    changes: result.changes.map((one) => {
      return { ...edited(one), because: one.because.replaceAll(folder, '') };
    }),
    sends: result.sends.map(edited),
    infos: result.infos.map(short),
    new: result.new.map(short),
    removed: result.removed.map(short),
    refused: result.refused.map(short),
    unknown: result.unknown.map(short),
  };
}
