/** Measurements, health and trace names of calls to AWS. */
@NullMarked
package io.saigon.aws.monitor;

import org.jspecify.annotations.NullMarked;
