const ROUNDS = 60;

/**
 * The leading eigenvectors (unit length) of a symmetric matrix of `size` rows with their values, by power iteration with deflation; largest absolute
 * value first.
 */
export function leadingVectors(
  matrix: Float64Array,
  size: number,
  count: number,
): { readonly vectors: readonly Float64Array[]; readonly values: readonly number[] } {
  const left = matrix.slice();
  const vectors: Float64Array[] = [];
  const values: number[] = [];
  for (let index = 0; index < Math.min(count, size); index += 1) {
    // A fixed start that no pattern of the day is likely to be at right angles to.
    let vector = unit(Float64Array.from({ length: size }, (_, row) => 1 + ((row * 7919) % 101) / 101));
    let value = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = product(left, vector, size);
      value = next.reduce((sum, each, row) => sum + each * (vector[row] as number), 0);
      if (next.every((each) => each === 0)) break;
      vector = unit(next);
    }
    vectors.push(vector);
    values.push(value);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const cell = row * size + column;
        left[cell] = (left[cell] as number) - value * (vector[row] as number) * (vector[column] as number);
      }
    }
  }
  return { vectors, values };
}

function product(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  const made = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1)
      sum += (matrix[row * size + column] as number) * (vector[column] as number);
    made[row] = sum;
  }
  return made;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, each) => sum + each * each, 0));
  return length > 0 ? vector.map((each) => each / length) : vector;
}
