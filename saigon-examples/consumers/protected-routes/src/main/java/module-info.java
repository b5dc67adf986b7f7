/** Serves the profile of the authenticated user. */
module com.example.profile {
  requires io.saigon.api;
  requires io.saigon.cognito.web;
}
