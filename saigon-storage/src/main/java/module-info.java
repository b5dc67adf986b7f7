/** S3 objects to files and archives to trees. */
@org.jspecify.annotations.NullMarked
module io.saigon.storage {
  requires transitive io.saigon.api;
  requires org.slf4j;

  exports io.saigon.storage;
}
