package dev.tryops.api.inference;

import dev.tryops.model.Feature;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The datatypes of tensors that are taken, as the protocol names them. */
enum Datatype {
    BOOL(1),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    FP32(4),
    FP64(8),
    BYTES(0);

    /** Bytes per element in a binary tensor; 0 where each element tells its own length. */
    private final int size;

    Datatype(int size) {
        this.size = size;
    }

    /** The datatype of a name, in exactly this case; null if it is none of them. */
    static @Nullable Datatype of(String name) {
        for (Datatype datatype : values()) {
            if (datatype.name().equals(name)) {
                return datatype;
            }
        }
        return null;
    }

    /** The datatype that metadata names for a column. */
    static Datatype of(Feature feature) {
        return switch (feature.dtype()) {
            case INT64 -> INT64;
            case FLOAT64 -> FP64;
            case BOOL -> BOOL;
            case STRING -> BYTES;
        };
    }

    int size() {
        return size;
    }

    boolean isInteger() {
        return switch (this) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> true;
            case BOOL, FP32, FP64, BYTES -> false;
        };
    }

    boolean isFloat() {
        return this == FP32 || this == FP64;
    }

    /** Whether values of this kind may be values of this feature at all. */
    boolean suits(Feature feature) {
        return switch (feature.dtype()) {
            case STRING -> this == BYTES;
            case BOOL -> this != BYTES;
            case INT64, FLOAT64 -> this != BYTES && this != BOOL;
        };
    }

    /** Whether an integer datatype holds this integer. */
    boolean holds(BigDecimal value) {
        int bits = 8 * size;
        BigDecimal lowest;
        BigDecimal end;
        if (name().charAt(0) == 'U') {
            lowest = BigDecimal.ZERO;
            end = BigDecimal.TWO.pow(bits);
        } else {
            end = BigDecimal.TWO.pow(bits - 1);
            lowest = end.negate();
        }
        return value.compareTo(lowest) >= 0 && value.compareTo(end) < 0;
    }
}
