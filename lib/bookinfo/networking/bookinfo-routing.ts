import { Construct } from 'constructs';
import { Bookinfo } from '../bookinfo';
import { BookinfoRef } from '../bookinfo-ref';
import type { IBookinfo } from '../ibookinfo';
import { refuse } from '../refuse';
import { BookinfoScenario } from './scenario';
import { SCENARIOS } from './scenarios';

/** Which of the sample's rules to create, and for which Bookinfo. */
export interface BookinfoRoutingProps {
  /** The rules, by Istio's name for them. */
  readonly scenario: BookinfoScenario;
  /**
   * The services that the rules are about: a `Bookinfo` of this app, or a `BookinfoRef` to one that
   * runs elsewhere. What a `Bookinfo` has itself (subsets, gateway) is not created again: a scenario
   * that is nothing else is refused.
   *
   * @default - the services in the same namespace
   */
  readonly bookinfo?: IBookinfo;
}

/**
 * The sample's rules for one situation, such as "the user jason sees reviews v2". Scenarios replace each
 * other: most have a VirtualService `reviews`, so that one namespace has room for one of them.
 */
export class BookinfoRouting extends Construct {
  public constructor(scope: Construct, id: string, props: BookinfoRoutingProps) {
    super(scope, id);
    const { scenario, bookinfo = BookinfoRef.of() } = props;
    if (!Object.hasOwn(SCENARIOS, scenario)) {
      refuse(this.node.path, 'scenario', scenario, 'is not a scenario of Bookinfo', `use one of ${Object.keys(SCENARIOS).join(', ')}`);
    }
    if (bookinfo instanceof Bookinfo && PARTS_OF_BOOKINFO.includes(scenario)) {
      refuse(
        this.node.path,
        'scenario',
        scenario,
        'is what this Bookinfo has itself',
        'give the Bookinfo the gateway or trafficPolicy that you want',
      );
    }
    SCENARIOS[scenario](this, bookinfo);
  }
}

/** What a `Bookinfo` creates itself, with its props for what differs. */
const PARTS_OF_BOOKINFO = [
  BookinfoScenario.BOOKINFO_GATEWAY,
  BookinfoScenario.DESTINATION_RULE_ALL,
  BookinfoScenario.DESTINATION_RULE_ALL_MTLS,
  BookinfoScenario.DESTINATION_RULE_REVIEWS,
];
