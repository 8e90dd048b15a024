import { append, stringsIn } from '../../../model';
import { PlacedServer } from '../tls-servers';

/** The hosts of a server, in small letters and without the namespaces that may use them. */
export function hostsOf({ server }: PlacedServer): readonly string[] {
  return stringsIn(server.hosts).map((host) => host.slice(host.indexOf('/') + 1).toLowerCase());
}

/** Servers by their hosts, asked for by the names of a certificate. */
export class ServersByHost {
  private readonly byHost = new Map<string, PlacedServer[]>();
  /** By what follows the first label. */
  private readonly byParent = new Map<string, (readonly [string, PlacedServer])[]>();

  public constructor(servers: readonly PlacedServer[]) {
    for (const placed of servers) {
      for (const host of hostsOf(placed)) {
        append(this.byHost, host, placed);
        if (!host.startsWith('*')) append(this.byParent, host.slice(host.indexOf('.') + 1), [host, placed] as const);
      }
    }
  }

  /**
   * Hosts that a name of a certificate is good for, with their servers. Its wildcard stands for one label (RFC 6125,
   * 6.4.3); of a server's wildcard that is wider than the name, the host is the name itself.
   */
  public under(name: string): readonly (readonly [string, PlacedServer])[] {
    const found = (this.byHost.get(name) ?? []).map((placed) => [name, placed] as const);
    if (name.startsWith('*.')) found.push(...(this.byParent.get(name.slice(2)) ?? []));
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const wildcard = `*${name.slice(dot)}`;
      if (wildcard !== name) found.push(...(this.byHost.get(wildcard) ?? []).map((placed) => [name, placed] as const));
    }
    found.push(...(this.byHost.get('*') ?? []).map((placed) => [name, placed] as const));
    return found;
  }
}
