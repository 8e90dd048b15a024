import { append } from '../../../model';
import { ShownCertificate } from './shown-certificate';

/** Servers by their hosts, asked for by the names of a certificate. */
export class ServersByHost {
  private readonly byHost = new Map<string, ShownCertificate[]>();
  /** By what follows the first label. */
  private readonly byParent = new Map<string, (readonly [string, ShownCertificate])[]>();

  public constructor(servers: readonly ShownCertificate[]) {
    for (const server of servers) {
      for (const host of server.hosts) {
        append(this.byHost, host, server);
        if (!host.startsWith('*')) append(this.byParent, host.slice(host.indexOf('.') + 1), [host, server] as const);
      }
    }
  }

  /**
   * Hosts that a name of a certificate is good for, with their servers. Its wildcard stands for one label (RFC 6125,
   * 6.4.3); of a server's wildcard that is wider than the name, the host is the name itself.
   */
  public under(name: string): readonly (readonly [string, ShownCertificate])[] {
    const found = (this.byHost.get(name) ?? []).map((server) => [name, server] as const);
    if (name.startsWith('*.')) found.push(...(this.byParent.get(name.slice(2)) ?? []));
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const wildcard = `*${name.slice(dot)}`;
      if (wildcard !== name) found.push(...(this.byHost.get(wildcard) ?? []).map((server) => [name, server] as const));
    }
    found.push(...(this.byHost.get('*') ?? []).map((server) => [name, server] as const));
    return found;
  }
}
