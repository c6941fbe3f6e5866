/** One request, one answer: JSON in, one ONNX Runtime call, JSON out, all by the same model. */
@NullMarked
package dev.tryops.api.predict;

import org.jspecify.annotations.NullMarked;
