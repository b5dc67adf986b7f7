/** A service that requires the types it uses; its providers are on the path. */
module com.example.receipts {
  requires io.saigon.api;
}
