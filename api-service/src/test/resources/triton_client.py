"""Asks a running service as a user of tritonclient would, and prints what came back, one line per answer."""
import sys

import numpy as np
import tritonclient.http as http
from tritonclient.utils import InferenceServerException

MODEL = "credit-approval"
client = http.InferenceServerClient(url=sys.argv[1])
print("ready", client.is_server_live(), client.is_server_ready(), client.is_model_ready(MODEL))
print("extensions", client.get_server_metadata()["extensions"])
metadata = client.get_model_metadata(MODEL)
print("inputs", [i["name"] for i in metadata["inputs"]], "outputs", [o["name"] for o in metadata["outputs"]])

rows = np.array([[30, 0.2, 1], [60, 0.1, 0]], dtype=np.float32)
for binary_in in (True, False):
    for binary_out in (None, True, False):
        tensor = http.InferInput("input", [2, 3], "FP32")
        tensor.set_data_from_numpy(rows, binary_data=binary_in)
        outputs = None
        if binary_out is not None:
            outputs = [http.InferRequestedOutput(n, binary_data=binary_out) for n in ("label", "probabilities")]
        answer = client.infer(MODEL, [tensor], outputs=outputs, request_id="7")
        bits = answer.as_numpy("probabilities")[:, 1].astype(np.float32).view(np.int32).tolist()
        print("answer", answer.get_response()["id"], answer.as_numpy("label").tolist(), bits)

try:
    tensor = http.InferInput("input", [2, 2], "FP32")
    tensor.set_data_from_numpy(rows[:, :2])
    client.infer(MODEL, [tensor])
except InferenceServerException as e:
    print("refused", e.status(), e.message())
