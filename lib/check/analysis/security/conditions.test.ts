import { cases, object } from '../../../../test/analysis-cases';
import { conditions } from './conditions';

const withStatus = (type: string, value: string) =>
  object('Service', 'shop/web', {}, { status: { conditions: [{ type, status: value }] } });

cases(conditions, [
  ['Not bound', [withStatus('istio.io/WaypointBound', 'False')], ['IST0171 Service shop/web status.conditions.0']],
  ['Bound, or of others', [withStatus('istio.io/WaypointBound', 'True')], []],
  ['Of another type without a status', [withStatus('Ready', '')], ['IST0171 Service shop/web status.conditions.0']],
  ['Without a status', [withStatus('istio.io/WaypointBound', '')], []],
  [
    'Of a route, by parent',
    [object('HTTPRoute', 'shop/r', {}, { status: { parents: [{ conditions: [{ type: 'Accepted', status: 'False' }] }] } })],
    ['IST0171 HTTPRoute shop/r status.parents.0.conditions.0'],
  ],
]);
