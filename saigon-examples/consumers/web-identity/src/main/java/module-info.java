/** Prices of what a shop sells, from a secret and an object. */
module com.example.pricing {
  requires io.saigon.api;
  requires io.saigon.storage;
  requires io.saigon.vault;
}
