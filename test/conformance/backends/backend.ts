import type { Tools } from '../../provision/tools.ts';
import type { Materials } from '../materials.ts';

/** A backend that runs. */
export interface Running {
  port: number;
  close(): Promise<void>;
}

/** Something that HAProxy can have as a server. */
export interface Backend {
  /** In kebab case; unique. */
  name: string;
  start(materials: Materials, tools: Tools): Promise<Running>;
}
