/** The services of the sample, by the names that they have in the cluster. */
export enum BookinfoServiceName {
  /** The page of one book; asks the others. */
  PRODUCTPAGE = 'productpage',
  /** Facts about the book. */
  DETAILS = 'details',
  /** What readers say; v2 and v3 ask ratings for their black and red stars. */
  REVIEWS = 'reviews',
  /** How many stars readers give. */
  RATINGS = 'ratings',
  /** The database of ratings v2. */
  MONGODB = 'mongodb',
  /** The database of ratings v2-mysql. */
  MYSQLDB = 'mysqldb',
}
