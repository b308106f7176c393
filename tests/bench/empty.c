/* Linked with the libraries of infoview and doing nothing: what starting costs. */
int main(void)
{
    return 0;
}
