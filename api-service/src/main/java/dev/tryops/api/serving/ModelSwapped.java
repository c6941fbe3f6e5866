package dev.tryops.api.serving;

import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.ServingPointer;

/** A version has just gone live. */
public record ModelSwapped(ServingPointer pointer, ServingModel.Role role, ModelMetadata metadata) {}
