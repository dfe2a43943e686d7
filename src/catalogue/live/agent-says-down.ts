import type { Live } from './live.ts';

/** The server's agent put it down, whatever its check says. */
export const agentSaysDown: Live = {
  id: 'agent-says-down',
  code: 'SNI354',
  title: "the server's agent says DOWN",
  severity: 'error',
  found({ live }) {
    if (!/^(?:DOWN|DRAIN) \(agent\)/.test(live.state)) return null;
    const last = live.agent
      ? ` The agent's last: ${live.agent.status}${live.agent.info ? ` "${live.agent.info}"` : ''}.`
      : '';
    return {
      because: `HAProxy has it ${live.state}: its agent (agent-check) said so, whatever the health check says.${last}`,
      advice: [
        'Ask the agent: `nc ADDRESS AGENT-PORT`. It answers `up` or `ready` to bring the server back.',
        'See agent_status and last_agt in `show stat`.',
      ],
    };
  },
};
