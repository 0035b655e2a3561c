/** Nodes and weights of one Gauss-Legendre rule on [-1, 1], in increasing order of the node. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss-Legendre rule with `points` nodes, exact for polynomials up to degree 2 points - 1.
 *
 * Nodes are the roots of the Legendre polynomial, found by Newton's method from the usual cosine guess
 * (Abramowitz and Stegun 25.4.29); accurate to a few units in the last place.
 */
export function gaussLegendre(points: number): QuadratureRule {
  const nodes = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let i = 0; i < points; i += 1) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (points + 0.5));
    let slope = 0;
    // Newton converges quadratically from this guess: six steps are twice what a double needs.
    for (let step = 0; step < 6; step += 1) {
      let previous = 1;
      let value = x;
      for (let degree = 2; degree <= points; degree += 1) {
        const next = ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree;
        previous = value;
        value = next;
      }
      slope = (points * (x * value - previous)) / (x * x - 1);
      x -= value / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
