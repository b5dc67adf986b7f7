/** Tells its callers who they are. */
module com.example.profile {
  requires io.saigon.api;
  requires io.saigon.cognito.web;
}
