import type { IServiceMetadata, IServicePort } from '../networking/service';
import type { Subset } from '../networking/subset';
import { CATALOGUE } from './catalogue';
import type { IBookinfo, IBookinfoService } from './ibookinfo';
import { BookinfoServiceName } from './service-name';
import { subsetOf } from './subset';

/** Where a Bookinfo runs. */
export interface BookinfoRefProps {
  /**
   * Namespace of its services.
   *
   * @default - the namespace of the rule that uses them
   */
  readonly namespace?: string;
}

/** A Bookinfo that is not a construct of this app, for rules that route to it. */
export class BookinfoRef implements IBookinfo {
  /** The Bookinfo of a namespace. */
  public static of(props: BookinfoRefProps = {}): BookinfoRef {
    return new BookinfoRef(props.namespace);
  }

  /** The page of one book. */
  public readonly productpage: IBookinfoService;
  /** Facts about the book. */
  public readonly details: IBookinfoService;
  /** What readers say, and since v2 their stars. */
  public readonly reviews: IBookinfoService;
  /** How many stars readers give. */
  public readonly ratings: IBookinfoService;

  private constructor(namespace: string | undefined) {
    this.productpage = new BookinfoServiceRef(BookinfoServiceName.PRODUCTPAGE, namespace);
    this.details = new BookinfoServiceRef(BookinfoServiceName.DETAILS, namespace);
    this.reviews = new BookinfoServiceRef(BookinfoServiceName.REVIEWS, namespace);
    this.ratings = new BookinfoServiceRef(BookinfoServiceName.RATINGS, namespace);
  }
}

class BookinfoServiceRef implements IBookinfoService {
  public readonly metadata: IServiceMetadata;

  public constructor(
    public readonly name: BookinfoServiceName,
    namespace: string | undefined,
  ) {
    this.metadata = { namespace };
  }

  public get ports(): IServicePort[] {
    const { port, portName } = CATALOGUE[this.name];
    return [{ port, name: portName }];
  }

  public subset(version: string): Subset {
    return subsetOf(this, this.name, version, this.name);
  }
}
