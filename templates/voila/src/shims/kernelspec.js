// The page never asks for the list of kernels.
export class KernelSpecAPIClient {}
