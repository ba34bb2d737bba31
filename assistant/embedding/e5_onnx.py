"""Writes the e5 weights as an ONNX model for onnxruntime, in int8 or in fp32. The one file that imports `onnx`.

The model takes `input_ids`, int64 of shape (texts, tokens), all texts of one length (there is no padding and no mask:
running texts one by one is quicker than padded batches, 21 against 31 ms of CPU a text), and returns `embedding`,
float32 of shape (texts, hidden), rows of length 1.

int8 means: the weights have eight bits and one scale an output channel; the activations are quantised as they flow,
each token's row with its own scale. The usual dynamic quantisation has one scale for the whole batch; then a vector
depends on what else is in the batch, and one token with great values blurs all the others. A scale a row costs a
fifth more time and halves the distance to fp32 (cosine at least 0.999, against 0.995). The word table stays in the
four bits that the weight file has; both precisions read it without loss.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from assistant.embedding.e5_weights import BLOCK, E5Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

Precision = Literal["int8", "fp32"]

OPSET = 18
IR_VERSION = 9
_FUSED = "com.microsoft"
_ZERO_POINT = 128
_STEPS = 127
_SMALLEST_SCALE = 1e-9
"""Keeps a row of zeros from being divided by zero."""


def write_model(weights: E5Weights, path: Path, precision: Precision) -> None:
    """Write the ONNX file. Raises WeightFileError when `weights` lacks a tensor."""
    import onnx
    from onnx import TensorProto, helper

    graph = _Graph()
    hidden = weights.architecture.hidden
    x = _embeddings(graph, weights)
    for layer in range(weights.architecture.layers):
        x = _layer(graph, weights, f"l{layer}.", x, precision)
    total = graph.add("ReduceSum", [x, graph.constant("token_axis", [1], "int64")], keepdims=0)
    graph.add("LpNormalization", [total], output="embedding", axis=-1, p=2)
    onnx_graph = helper.make_graph(
        graph.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", hidden])],
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_FUSED, 1)]
    onnx.save(helper.make_model(onnx_graph, opset_imports=opsets, ir_version=IR_VERSION), str(path))


class _Graph:
    """The nodes and constants of a model in the making; every node gets a name of its own."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: object, kind: str) -> str:
        import numpy as np
        from onnx import numpy_helper

        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.array(value, kind, order="C"), name)
        return name

    def add(
        self,
        operator: str,
        inputs: Sequence[str],
        output: str | Sequence[str] | None = None,
        domain: str = "",
        **attributes: object,
    ) -> str:
        """Append a node and return the name of its first output."""
        from onnx import helper

        name = f"{operator}_{len(self.nodes)}"
        outputs = [name] if output is None else [output] if isinstance(output, str) else list(output)
        self.nodes.append(helper.make_node(operator, list(inputs), outputs, name=name, domain=domain, **attributes))
        return outputs[0]


def _embeddings(graph: _Graph, weights: E5Weights) -> str:
    """Word, position and token-type embeddings, summed and normalised."""
    import numpy as np

    sizes = weights.architecture
    halves, scales = weights.blocks("emb.word", sizes.vocabulary, sizes.hidden)
    table = graph.constant("emb.word", halves[:, 0::2] | (halves[:, 1::2] << 4), "uint8")
    middles = np.full((sizes.vocabulary, sizes.hidden // BLOCK // 2), 0x88, np.uint8)
    words = graph.add(
        "GatherBlockQuantized",
        [table, "input_ids", graph.constant("emb.scale", scales, "f4"), graph.constant("emb.middle", middles, "uint8")],
        domain=_FUSED,
        bits=4,
        block_size=BLOCK,
        gather_axis=0,
        quantize_axis=1,
    )
    types = weights.vector("emb.type", sizes.token_types, sizes.hidden)[0]
    positions = weights.vector("emb.pos", sizes.positions, sizes.hidden) + types
    length = graph.add("Squeeze", [graph.add("Shape", ["input_ids"], start=1, end=2)])
    places = graph.add("Range", [graph.constant("zero", 0, "int64"), length, graph.constant("one", 1, "int64")])
    placed = graph.add("Gather", [graph.constant("emb.pos", positions, "f4"), places])
    return _normalised(graph, weights, graph.add("Add", [words, placed]), "emb.ln")


def _layer(graph: _Graph, weights: E5Weights, prefix: str, x: str, precision: Precision) -> str:
    """One encoder layer: attention, then the feed-forward pair; a sum and a normalisation after each."""
    sizes = weights.architecture
    linear = _Linear(graph, weights, precision)
    joined = linear(x, [f"{prefix}{name}" for name in "qkv"], sizes.hidden, sizes.hidden)
    parts = [f"{prefix}{name}.split" for name in "qkv"]
    graph.add("Split", [joined], parts, axis=-1, num_outputs=3)
    context = graph.add("MultiHeadAttention", parts, domain=_FUSED, num_heads=sizes.heads)
    attended = linear(context, [f"{prefix}ao"], sizes.hidden, sizes.hidden)
    x = _normalised(graph, weights, graph.add("Add", [x, attended]), f"{prefix}aln")
    wide = graph.add("Gelu", [linear(x, [f"{prefix}fi"], sizes.feed_forward, sizes.hidden)], domain=_FUSED)
    narrow = linear(wide, [f"{prefix}fo"], sizes.hidden, sizes.feed_forward)
    return _normalised(graph, weights, graph.add("Add", [x, narrow]), f"{prefix}oln")


def _normalised(graph: _Graph, weights: E5Weights, x: str, name: str) -> str:
    hidden = weights.architecture.hidden
    factors = [graph.constant(f"{name}.{part}", weights.vector(f"{name}.{part}", hidden), "f4") for part in "wb"]
    return graph.add("LayerNormalization", [x, *factors], epsilon=weights.architecture.epsilon, axis=-1)


class _Linear:
    """Adds x @ W.T + b. Several names are one wider matrix, so that their input is quantised once."""

    def __init__(self, graph: _Graph, weights: E5Weights, precision: Precision) -> None:
        self._graph, self._weights, self._precision = graph, weights, precision

    def __call__(self, x: str, names: Sequence[str], outputs: int, inputs: int) -> str:
        import numpy as np

        matrix = np.concatenate([self._weights.matrix(f"{name}.w", outputs, inputs) for name in names]).T
        bias = np.concatenate([self._weights.vector(f"{name}.b", outputs) for name in names])
        product = self._product_int8 if self._precision == "int8" else self._product_fp32
        return self._graph.add("Add", [product(x, names[0], matrix), self._graph.constant(f"{names[0]}.b", bias, "f4")])

    def _product_fp32(self, x: str, name: str, matrix: NDArray[np.float32]) -> str:
        return self._graph.add("MatMul", [x, self._graph.constant(f"{name}.w", matrix, "f4")])

    def _product_int8(self, x: str, name: str, matrix: NDArray[np.float32]) -> str:
        """Rows of x are divided by their greatest magnitude, multiplied as integers, and scaled back."""
        import numpy as np

        add, constant = self._graph.add, self._graph.constant
        scales = np.abs(matrix).max(axis=0) / _STEPS
        rounded = np.clip(np.rint(matrix / scales), -_STEPS, _STEPS)
        step = constant("step", 1 / _STEPS, "f4")
        middle = constant("middle", _ZERO_POINT, "uint8")
        greatest = add("ReduceMax", [add("Abs", [x]), constant("last_axis", [-1], "int64")], keepdims=1)
        row_scale = add("Max", [greatest, constant("smallest", _SMALLEST_SCALE, "f4")])
        quantised = add("QuantizeLinear", [add("Div", [x, row_scale]), step, middle])
        product = add(
            "MatMulIntegerToFloat",
            [
                quantised,
                constant(f"{name}.w", rounded, "int8"),
                step,
                constant(f"{name}.scale", scales, "f4"),
                middle,
                constant(f"{name}.middle", np.zeros(matrix.shape[1]), "int8"),
            ],
            domain=_FUSED,
        )
        # Not folded into the scales above: onnxruntime's fusion takes a scale a row for a single number.
        return add("Mul", [product, row_scale])
