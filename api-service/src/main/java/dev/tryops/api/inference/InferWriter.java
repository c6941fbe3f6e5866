package dev.tryops.api.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.api.inference.InferRequest.Wanted;
import dev.tryops.api.predict.JsonBytes;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tools.jackson.databind.json.JsonMapper;

/** Writes the answer to an inference request. */
final class InferWriter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] modelName;

    InferWriter(String modelName) {
        this.modelName = JSON.writeValueAsBytes(modelName);
    }

    /** Writes the JSON into {@code out}, and returns the tensors that follow it as bytes. */
    byte[] write(JsonBytes out, ServingModel model, InferRequest request, InferenceBuffers buffers) {
        out.ascii("{\"model_name\":").raw(modelName).ascii(",\"model_version\":\"");
        out.ascii(model.version().value()).raw('"');
        if (request.id() != null) {
            out.ascii(",\"id\":").raw(JSON.writeValueAsString(request.id()).getBytes(UTF_8));
        }
        predictionIds(out, buffers, request.rows());
        ByteBuffer tensors = ByteBuffer.allocate(binarySize(model, request)).order(ByteOrder.LITTLE_ENDIAN);
        out.ascii(",\"outputs\":[");
        boolean first = true;
        for (Wanted wanted : request.outputs()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            output(out, tensors, wanted, model, request.rows(), buffers);
        }
        out.ascii("]}");
        return tensors.array();
    }

    /** A parameter is a string, a number or a truth value: the ids of the rows are one string, with commas between. */
    private static void predictionIds(JsonBytes out, InferenceBuffers buffers, int rows) {
        out.ascii(",\"parameters\":{\"prediction_id\":\"");
        for (int row = 0; row < rows; row++) {
            if (row > 0) {
                out.raw(',');
            }
            out.uuid(buffers.idHigh(row), buffers.idLow(row));
        }
        out.ascii("\"}");
    }

    private static int binarySize(ServingModel model, InferRequest request) {
        long size = 0;
        for (Wanted wanted : request.outputs()) {
            size += wanted.binary() ? size(wanted.tensor(), model, request.rows()) : 0;
        }
        return Math.toIntExact(size);
    }

    private static long size(OutputTensor tensor, ServingModel model, int rows) {
        return switch (tensor) {
            case PROBABILITIES -> (long) rows * model.onnx().classes() * Float.BYTES;
            case LABEL -> (long) rows * Long.BYTES;
            case CONTRIBUTIONS -> (long) rows * (model.layout().size() + 1) * Double.BYTES;
        };
    }

    private static void output(
            JsonBytes out, ByteBuffer tensors, Wanted wanted, ServingModel model, int rows, InferenceBuffers buffers) {
        OutputTensor tensor = wanted.tensor();
        out.ascii("{\"name\":\"" + tensor.label() + "\",\"shape\":[" + rows);
        out.ascii(
                switch (tensor) {
                    case PROBABILITIES -> "," + model.onnx().classes() + "],\"datatype\":\"FP32\"";
                    case LABEL -> "],\"datatype\":\"INT64\"";
                    case CONTRIBUTIONS -> "," + (model.layout().size() + 1) + "],\"datatype\":\"FP64\"";
                });
        Sink sink;
        if (wanted.binary()) {
            out.ascii(",\"parameters\":{\"binary_data_size\":" + size(tensor, model, rows) + "}}");
            sink = new BinarySink(tensors);
        } else {
            out.ascii(",\"data\":[");
            sink = new JsonSink(out);
        }
        for (int row = 0; row < rows; row++) {
            elements(sink, tensor, model, buffers, row);
        }
        if (!wanted.binary()) {
            out.ascii("]}");
        }
    }

    private static void elements(
            Sink sink, OutputTensor tensor, ServingModel model, InferenceBuffers buffers, int row) {
        switch (tensor) {
            case PROBABILITIES -> {
                for (int index = 0; index < model.onnx().classes(); index++) {
                    sink.real(buffers.probability(row, index));
                }
            }
            case LABEL -> sink.integer(model.decision(buffers, row));
            case CONTRIBUTIONS -> {
                for (double contribution : Contributions.of(model, buffers, row)) {
                    sink.real(contribution);
                }
            }
        }
    }

    /** Where the elements of an output go. */
    private sealed interface Sink {
        void real(float value);

        void real(double value);

        void integer(long value);
    }

    private record BinarySink(ByteBuffer out) implements Sink {
        @Override
        public void real(float value) {
            out.putFloat(value);
        }

        @Override
        public void real(double value) {
            out.putDouble(value);
        }

        @Override
        public void integer(long value) {
            out.putLong(value);
        }
    }

    private static final class JsonSink implements Sink {
        private final JsonBytes out;
        private boolean first = true;

        JsonSink(JsonBytes out) {
            this.out = out;
        }

        @Override
        public void real(float value) {
            next().number(value);
        }

        @Override
        public void real(double value) {
            next().ascii(Double.toString(value));
        }

        @Override
        public void integer(long value) {
            next().ascii(Long.toString(value));
        }

        private JsonBytes next() {
            if (!first) {
                out.raw(',');
            }
            first = false;
            return out;
        }
    }
}
