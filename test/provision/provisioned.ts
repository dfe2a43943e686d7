import type { Tool } from './tools.ts';

/** One server, by HAProxy branch or server name; its tool is null when it is carried somewhere but could not be had. */
export interface Provisioned {
  name: string;
  tool: Tool | null;
}
