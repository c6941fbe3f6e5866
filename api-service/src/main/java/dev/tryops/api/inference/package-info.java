/**
 * The protocols that others have defined, for clients that exist already: Open Inference Protocol V2, and the scoring
 * routes of SageMaker and MLflow. What maps them to rows and answers knows nothing of HTTP; controllers do.
 */
@NullMarked
package dev.tryops.api.inference;

import org.jspecify.annotations.NullMarked;
