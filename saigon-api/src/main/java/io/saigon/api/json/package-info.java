/** Reading of models from JSON by one set of rules, for saigon's own modules. */
@NullMarked
package io.saigon.api.json;

import org.jspecify.annotations.NullMarked;
